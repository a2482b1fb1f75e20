namespace Bdlm.Lab.Backbone.Probing;

/// <summary>How well a model answered questions of one kind.</summary>
/// <param name="Kind">What was asked for.</param>
/// <param name="Questions">How many questions were put.</param>
/// <param name="Accuracy">The share of right answers, in [0, 1].</param>
/// <param name="Chance">The share that blind guessing among the choices gets.</param>
/// <param name="BestConstant">The share that the best single answer to all questions gets, such as always "drama": knowing the genres' sizes, but no title.</param>
internal sealed record ProbeResult(string Kind, int Questions, double Accuracy, double Chance, double BestConstant);
