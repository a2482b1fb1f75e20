namespace Bdlm.Data.Reading;

/// <summary>A user's judgement of an item: a row of a like/dislike task.</summary>
/// <param name="User">Dense user id.</param>
/// <param name="Item">Dense item id.</param>
/// <param name="Liked">Whether the user liked the item.</param>
/// <param name="Time">When, in the source's unit (Unix seconds); larger is later.</param>
/// <param name="History">The dense ids of the items that the source gives as the user's history, oldest first; without padding.</param>
public sealed record Preference(int User, int Item, bool Liked, long Time, IReadOnlyList<int> History);
