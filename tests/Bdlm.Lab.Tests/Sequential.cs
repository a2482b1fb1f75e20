using Xunit.Sdk;
using Xunit.v3;

// Runs of the Lab use all cores and the process's console, one at a time.
[assembly: Parallelization(Mode = ParallelMode.None)]
