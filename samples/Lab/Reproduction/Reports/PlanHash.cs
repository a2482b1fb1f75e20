using System.Security.Cryptography;
using System.Text;
using Bdlm.Lab.Reproduction.Plans;
using Bdlm.Lab.Reproduction.Results;

namespace Bdlm.Lab.Reproduction.Reports;

/// <summary>The fingerprint of one experiment of a plan: data, questions, scale and cells, whatever else was planned in the folder.</summary>
internal static class PlanHash
{
    private const int Digits = 16;

    /// <summary>16 hexadecimal digits.</summary>
    /// <param name="plan">The plan of a folder.</param>
    /// <param name="experiment">The name of one of its experiments.</param>
    public static string Of(PlanFile plan, string experiment)
    {
        PlanFile alone = plan with { Experiments = [plan.Experiments.Single(planned => planned.Name == experiment)] };
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ResultJson.Text(alone).ReplaceLineEndings("\n"))))[..Digits];
    }
}
