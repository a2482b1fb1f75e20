namespace Bdlm.Evaluation;

/// <summary>A token of a title to be scored.</summary>
/// <param name="Place">Where the token before it stands among the batch's tokens.</param>
/// <param name="Id">The token.</param>
/// <param name="Owner">The number of the title.</param>
internal readonly record struct TitleToken(long Place, int Id, int Owner);
