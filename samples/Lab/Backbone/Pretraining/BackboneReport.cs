using System.Text.Json;
using Bdlm.Lab.Backbone.Probing;
using Bdlm.Serialization;

namespace Bdlm.Lab.Backbone.Pretraining;

/// <summary>What a backbone learnt of the catalogue's text; kept beside its weights.</summary>
/// <param name="Key">Hash of all that decides the weights: sentences, sizes, rates, seed.</param>
/// <param name="Parameters">The model's number of parameters.</param>
/// <param name="Vocabulary">The tokenizer's number of tokens.</param>
/// <param name="TrainingSentences">Sentences that it learnt from.</param>
/// <param name="TrainingTokens">Their tokens.</param>
/// <param name="HeldOutSentences">Sentences that it never saw.</param>
/// <param name="FirstPerplexity">exp(mean loss a token) on held-out sentences before training.</param>
/// <param name="Perplexities">The same after each epoch.</param>
/// <param name="BestEpoch">The zero-based epoch whose weights were kept.</param>
/// <param name="Probes">What it knows of the catalogue.</param>
/// <param name="Seconds">How long it took, all in all.</param>
internal sealed record BackboneReport(
    string Key,
    long Parameters,
    int Vocabulary,
    int TrainingSentences,
    long TrainingTokens,
    int HeldOutSentences,
    double FirstPerplexity,
    IReadOnlyList<double> Perplexities,
    int BestEpoch,
    IReadOnlyList<ProbeResult> Probes,
    double Seconds)
{
    /// <summary>The file's name in a backbone's folder.</summary>
    public const string FileName = "backbone.json";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <summary>The perplexity of the weights that were kept.</summary>
    public double Perplexity() => Perplexities[BestEpoch];

    /// <summary>Writes the report into a folder; it is whole or not there.</summary>
    public void Write(string folder) => AtomicFile.Write(Path.Combine(folder, FileName), stream => JsonSerializer.Serialize(stream, this, Json));

    /// <summary>The report of a folder; null where there is none, as beside an unfinished or a foreign backbone.</summary>
    /// <exception cref="InvalidDataException">The file is no report.</exception>
    public static BackboneReport? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<BackboneReport>(File.ReadAllBytes(path), Json);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path}({fault.LineNumber + 1}): the report of a backbone cannot be read: {fault.Message} Delete the folder; it is made anew.", fault);
        }
    }
}
