namespace Bdlm.Data.Reading.Scanning;

/// <summary>Which field of a row holds what, from 0; null where the file has none.</summary>
internal readonly record struct InteractionFields(int User, int Item, int? Rating, int? Time);
