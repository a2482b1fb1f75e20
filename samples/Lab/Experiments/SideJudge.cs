using Bdlm.Evaluation;
using Bdlm.Loops;

namespace Bdlm.Lab.Experiments;

/// <summary>Judges an epoch by the sides that it left, on validation data.</summary>
/// <param name="sides">The sides that learn, by name.</param>
/// <param name="further">Figures of the epoch that stand before those of the sides.</param>
internal delegate ValidationResult SideJudge(IReadOnlyList<(string Side, IScorer Scorer)> sides, IEnumerable<NamedValue> further);
