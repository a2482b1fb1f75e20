using System.Text.Json.Serialization;

namespace Bdlm.Lab.Reproduction.Results;

/// <summary>The fingerprints of the questions that a cell's models answered. Cells are comparable only where all of them agree.</summary>
/// <param name="Seed">The seed that the questions were drawn with.</param>
/// <param name="ValidationCandidates">Rankings of validation targets.</param>
/// <param name="ValidationPairs">Interaction questions of validation targets.</param>
/// <param name="TestCandidates">Rankings of test targets.</param>
/// <param name="TestPairs">Interaction questions of test targets.</param>
internal sealed record QuestionHashes(int Seed, string ValidationCandidates, string ValidationPairs, string TestCandidates, string TestPairs)
{
    /// <summary>Whether validation questions stood in place of the test questions.</summary>
    [JsonIgnore]
    public bool AreOfValidation => TestCandidates == ValidationCandidates;
}
