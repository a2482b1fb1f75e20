namespace Bdlm.Lab.Backbone.Subwords;

/// <summary>Two symbols that stand next to each other in a word.</summary>
/// <param name="Left">The first, in the byte alphabet.</param>
/// <param name="Right">The second.</param>
internal readonly record struct SymbolPair(string Left, string Right);
