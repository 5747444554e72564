// LEMON's network simplex on one assignment problem, as a reference for speed and for the optimum.
// Input (binary, 32-bit integers): requests, volunteers, arcs, load price; then demand, unmet cost, window start,
// window end, arc start (requests + 1), arc volunteer, arc cost, capacity, load. Argument 2: how often to repeat.
// Output: one line a run: milliseconds of processor time to build, milliseconds to solve, objective.
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <ctime>
#include <cstdio>
#include <cstdlib>
#include <vector>

using Ints = std::vector<int>;

static Ints read(FILE *file, size_t count) {
  Ints values(count);
  if (count && std::fread(values.data(), sizeof(int), count, file) != count) std::exit(2);
  return values;
}

static double now() {
  timespec spent;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
  return spent.tv_sec * 1e3 + spent.tv_nsec / 1e6;
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  FILE *file = std::fopen(argv[1], "rb");
  if (!file) return 2;
  const Ints head = read(file, 4);
  const int requests = head[0], volunteers = head[1], arcs = head[2], price = head[3];
  const Ints demand = read(file, requests), unmet = read(file, requests);
  read(file, 2 * size_t(requests));
  const Ints start = read(file, requests + 1), target = read(file, arcs), cost = read(file, arcs);
  const Ints capacity = read(file, volunteers), load = read(file, volunteers);
  std::fclose(file);
  for (int run = 0; run < std::atoi(argv[2]); run++) {
    const double began = now();
    typedef lemon::SmartDigraph Graph;
    Graph graph;
    int slots = 0;
    for (int v = 0; v < volunteers; v++) slots += capacity[v];
    graph.reserveNode(requests + volunteers + 1);
    graph.reserveArc(arcs + requests + slots);
    for (int i = 0; i < requests + volunteers + 1; i++) graph.addNode();
    const auto node = [&](int i) { return Graph::nodeFromId(i); };
    const Graph::Node sink = node(requests + volunteers);
    typedef lemon::NetworkSimplex<Graph, int, long long> Simplex;
    std::vector<int> upper;
    std::vector<long long> price_of;
    upper.reserve(arcs + requests + slots);
    price_of.reserve(arcs + requests + slots);
    const auto add = [&](Graph::Node from, Graph::Node to, int most, long long each) {
      graph.addArc(from, to);
      upper.push_back(most);
      price_of.push_back(each);
    };
    int total = 0;
    for (int r = 0; r < requests; r++) {
      total += demand[r];
      add(node(r), sink, demand[r], unmet[r]);
      for (int a = start[r]; a < start[r + 1]; a++) add(node(r), node(requests + target[a]), 1, cost[a]);
    }
    for (int v = 0; v < volunteers; v++)
      for (int j = 0; j < capacity[v]; j++)
        add(node(requests + v), sink, 1, (long long)price * (2LL * (load[v] + j) + 1));
    Graph::ArcMap<int> upper_map(graph);
    Graph::ArcMap<long long> cost_map(graph);
    Graph::NodeMap<int> supply(graph, 0);
    for (int a = 0; a < (int)upper.size(); a++) {
      upper_map[Graph::arcFromId(a)] = upper[a];
      cost_map[Graph::arcFromId(a)] = price_of[a];
    }
    for (int r = 0; r < requests; r++) supply[node(r)] = demand[r];
    supply[sink] = -total;
    Simplex simplex(graph);
    simplex.upperMap(upper_map).costMap(cost_map).supplyMap(supply);
    const double built = now();
    if (simplex.run() != Simplex::OPTIMAL) return 1;
    const long long objective = simplex.totalCost<long long>();
    std::printf("%.3f %.3f %lld\n", built - began, now() - built, objective);
  }
  return 0;
}
