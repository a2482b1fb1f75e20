namespace Bdlm.Sampling;

/// <summary>A question of interaction prediction: did the user take the item?</summary>
/// <param name="User">Dense user id.</param>
/// <param name="Item">Dense item id.</param>
/// <param name="Taken">The label y_ui: true if the interaction was observed.</param>
public readonly record struct LabelledInteraction(int User, int Item, bool Taken);
