namespace Bdlm.Lab.Backbone.Subwords;

/// <summary>A byte-level byte-pair encoding as it was learnt.</summary>
/// <param name="Tokens">The tokens; a token's place is its id.</param>
/// <param name="Merges">The merges in the order in which they were learnt.</param>
/// <param name="WordPattern">The regular expression whose matches are merged within.</param>
internal sealed record BytePairEncoding(IReadOnlyList<string> Tokens, IReadOnlyList<SymbolPair> Merges, string WordPattern);
