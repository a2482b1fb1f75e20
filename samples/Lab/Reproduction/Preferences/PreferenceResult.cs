using Bdlm.Lab.Runs;

namespace Bdlm.Lab.Reproduction.Preferences;

/// <summary>What was found of a recommender on a like/dislike task.</summary>
/// <param name="Row">The recommender.</param>
/// <param name="Trials">Its trials, best first.</param>
/// <param name="Bdlm">BDLM on the best one; null where that was not asked for.</param>
internal sealed record PreferenceResult(PreferenceRow Row, IReadOnlyList<TuneTrial> Trials, TuneTrial? Bdlm);
