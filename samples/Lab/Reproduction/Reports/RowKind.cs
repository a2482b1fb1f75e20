using System.Text.Json.Serialization;

namespace Bdlm.Lab.Reproduction.Reports;

/// <summary>What a row stands for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RowKind>))]
internal enum RowKind
{
    /// <summary>A model of others; the best of them on validation data is what BDLM is held against.</summary>
    Baseline,

    /// <summary>Models of others joined with weights that were fitted on validation data.</summary>
    Stack,

    /// <summary>BDLM or a part of it.</summary>
    Bdlm,
}
