namespace Bdlm.Lab.Reproduction.Reports.Paper;

/// <summary>How the paper's figures were made, in words.</summary>
/// <param name="Data">Its data sets.</param>
/// <param name="Backbone">Its language model.</param>
/// <param name="Dim">Its width d.</param>
/// <param name="Candidates">How it drew candidates.</param>
/// <param name="Split">How it split.</param>
/// <param name="Filtering">What is known of its filtering.</param>
/// <param name="Users">The users it judged.</param>
/// <param name="Seeds">Its seeds.</param>
/// <param name="Threshold">Where it cut scores into decisions.</param>
/// <param name="Method">What it tells of the method's choices, by their matter; what is absent is not told.</param>
internal sealed record PaperSettings(string Data, string Backbone, string Dim, string Candidates, string Split, string Filtering, string Users, string Seeds, string Threshold, IReadOnlyDictionary<string, string> Method);
