namespace Bdlm.Lab.Reproduction.Reports.Paper;

/// <summary>What a figure of the paper shows; its digits cannot be read.</summary>
/// <param name="Experiment">The experiment that repeats it.</param>
/// <param name="Text">In a sentence.</param>
internal sealed record PaperStatement(string Experiment, string Text);
