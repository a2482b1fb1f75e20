namespace Bdlm.Embeddings;

/// <summary>What preloading does about the scale of the recommender's rows, which is seldom that of word embeddings.</summary>
public enum ScaleMode
{
    /// <summary>Rows are copied as they are: faithful to the paper. The report tells both scales.</summary>
    AsIs,

    /// <summary>Users and items are each multiplied by one factor, so that their root mean square becomes that of the word rows. The sharing module must then hold the scaled rows too: multiply by the report's factors.</summary>
    MatchWordRms,
}
