namespace Bdlm.Lab.Experiments;

/// <summary>The sets of sizes, rates and epochs.</summary>
internal enum ScaleName
{
    /// <summary>Small enough for two processor cores.</summary>
    Laptop,

    /// <summary>The paper's, with a language model of one's own.</summary>
    Paper,
}
