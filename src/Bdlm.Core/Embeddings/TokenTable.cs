namespace Bdlm.Embeddings;

/// <summary>The tables that hold the rows of V′.</summary>
internal enum TokenTable
{
    Words,
    Reserved,
    Users,
    Items,
}
