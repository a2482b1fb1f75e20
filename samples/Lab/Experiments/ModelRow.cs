using Bdlm.Evaluation;

namespace Bdlm.Lab.Experiments;

/// <summary>One line of the result table.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Ranking">Its ranks among the candidates.</param>
/// <param name="Interaction">Its interaction predictions.</param>
internal sealed record ModelRow(string Model, RankingResult Ranking, InteractionResult Interaction);
