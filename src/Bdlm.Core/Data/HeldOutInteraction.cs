namespace Bdlm.Data;

/// <summary>An interaction kept out of training, to be predicted.</summary>
/// <param name="User">Dense user id.</param>
/// <param name="Item">Dense item id.</param>
/// <param name="Time">When it happened, in the log's unit.</param>
public readonly record struct HeldOutInteraction(int User, int Item, long Time);
