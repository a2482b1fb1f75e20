namespace Bdlm.Architecture.Pages;

/// <summary>A link to a file of the repository.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Path">The path as the page writes it; empty for the page itself.</param>
/// <param name="Anchor">What follows "#"; null where nothing does.</param>
internal sealed record PageLink(int Line, string Path, string? Anchor);
