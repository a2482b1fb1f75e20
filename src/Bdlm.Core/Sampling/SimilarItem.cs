namespace Bdlm.Sampling;

/// <summary>An item and how near its text is to another's.</summary>
/// <param name="Item">Dense item id.</param>
/// <param name="Similarity">The TF-IDF cosine, in [0, 1].</param>
public readonly record struct SimilarItem(int Item, double Similarity);
