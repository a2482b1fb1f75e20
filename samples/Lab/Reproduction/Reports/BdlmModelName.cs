using System.Globalization;
using Bdlm.Lab.Reproduction.Rows.Joint;

namespace Bdlm.Lab.Reproduction.Reports;

/// <summary>The parts of a BDLM model's name, such as <c>BDLM-drs on NCF w/o JL</c> or <c>BDLM-llm λ 0.1</c>.</summary>
/// <param name="Side"><c>BDLM-llm</c>, <c>BDLM-drs</c> or <c>BDLM-fit</c>.</param>
/// <param name="Domain">The recommender that it was joined with.</param>
/// <param name="Variant">What is left out; <c>full</c> where nothing is.</param>
/// <param name="Lambda">The weight of the mutual losses, where the name tells it.</param>
internal sealed record BdlmModelName(string Side, string Domain, string Variant, double? Lambda)
{
    /// <summary>The full method's name.</summary>
    public const string Full = "full";

    private const string LambdaMark = " λ ";
    private const string DomainMark = " on ";
    private const string FirstDomain = "LightGCN";
    private static readonly string[] Sides = ["BDLM-llm", "BDLM-drs", "BDLM-fit"];

    /// <summary>Whether a model is one of BDLM's.</summary>
    public static bool IsOne(string model) => Sides.Any(side => model == side || model.StartsWith(side + ' ', StringComparison.Ordinal));

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="ArgumentException">The name is none of BDLM's.</exception>
    public static BdlmModelName Parse(string model)
    {
        string side = Sides.FirstOrDefault(side => model == side || model.StartsWith(side + ' ', StringComparison.Ordinal))
            ?? throw new ArgumentException($"model is {model}; expected a name that begins with {string.Join(", ", Sides)}.", nameof(model));
        (string rest, double? lambda) = WithoutLambda(model[side.Length..]);
        string variant = BdlmVariant.All.Select(one => one.Label).FirstOrDefault(label => label.Length > 0 && rest.EndsWith(label, StringComparison.Ordinal)) ?? "";
        string domain = rest[..^variant.Length].Trim();
        return new BdlmModelName(side, domain.Length == 0 ? FirstDomain : domain[DomainMark.TrimStart().Length..], variant.Length == 0 ? Full : variant, lambda);
    }

    private static (string Remainder, double? Lambda) WithoutLambda(string text)
    {
        int mark = text.LastIndexOf(LambdaMark, StringComparison.Ordinal);
        return mark < 0 ? (text, null) : (text[..mark], double.Parse(text[(mark + LambdaMark.Length)..], CultureInfo.InvariantCulture));
    }
}
