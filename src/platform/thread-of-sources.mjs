// Begins a thread where the sources are read: what lets it read TypeScript first, then the module named on its command
// line. A thread does not have what its process was started with. After a build nothing of this is used.
import { register } from 'tsx/esm/api';

register();
await import(process.argv[2]);
