using Bdlm.Packaging.Packing;

[assembly: AssemblyFixture(typeof(PackedRepository))]
