// A wall that wakes before its network, or whose program did not come, says so and opens anew once somebody answers.
(() => {
  var told = false;
  function tellAway() {
    var wall = document.getElementById('wall');
    if (told || !wall || wall.firstChild) return;
    told = true;
    wall.innerHTML =
      '<div class="said-large" role="alert" style="padding:48px;font:28px/1.6 sans-serif;color:#f3ece4">' +
      '<p>没有连上网，连上了会自己打开。</p><p lang="en">There is no network. It opens by itself once there is one.</p></div>';
    document.body.style.background = '#1c1714';
    setInterval(() => {
      var request = new XMLHttpRequest();
      request.open('GET', '/healthz');
      request.onload = () => {
        if (request.status === 200) location.reload();
      };
      request.send();
    }, 5000);
  }
  window.addEventListener(
    'error',
    (event) => {
      if (event.target && event.target.tagName === 'LINK') return;
      tellAway();
    },
    true,
  );
  window.addEventListener('unhandledrejection', tellAway);
})();
