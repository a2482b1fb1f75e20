using Bdlm.Metrics;

namespace Bdlm.Evaluation;

/// <summary>How a model told interactions from non-interactions.</summary>
/// <param name="AtThreshold">Counts and precision, recall, F1 at the threshold that was chosen on validation data.</param>
/// <param name="Auc">The area under the ROC curve, in [0, 1].</param>
public sealed record InteractionResult(ClassificationResult AtThreshold, double Auc);
