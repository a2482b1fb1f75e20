using Bdlm.Conformance.Running;
using Bdlm.Recommending;
using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Conformance.Recommending;

/// <summary>Gradients and what training brings.</summary>
internal static class LearningChecks
{
    // Single precision leaves an error of about 1e-6 in each of some 100 values, divided by twice the step; a smaller step would let it grow, a larger one
    // would cross more corners of piecewise linear models.
    private const double Step = 1e-3;
    private const double Allowed = 1e-2;
    private const int Entries = 12;

    public static IReadOnlyList<Check<RecommenderSubject>> All { get; } =
    [
        new("GradientsAreRight", "The gradients of rows, features and scores reach every parameter and equal central differences.", "A result is detached, a parameter is not used, or a custom gradient is wrong.", "Look for detach(), item() and copies on the way from parameters to results.", Gradients),
        new("TrainingFindsTheItemsLeftOut", "Trained on two groups of users with different taste, the model scores every item of a user's own group above every other, those left out in training included.", "The gradient has the wrong sign, items and users are mixed up, or the model cannot carry taste from one user to another.", "Try the loss, learning rate and steps that suit the model (RecommenderPort.Loss, LearningRate, Steps).", Learns),
    ];

    private static Finding Gradients(RecommenderSubject subject)
    {
        List<string> faults = [];
        double worst = 0;
        subject.Model.Module.zero_grad();
        Everything(subject).backward();
        foreach ((string name, Parameter parameter) in subject.Model.Module.named_parameters())
        {
            if (parameter.grad is null)
            {
                faults.Add($"{name} gets no gradient");
                continue;
            }

            (double error, string? fault) = Compare(subject, name, parameter);
            worst = Math.Max(worst, error);
            if (fault is not null)
            {
                faults.Add(fault);
            }
        }

        return Finding.Of(faults, $"the largest error is {Finding.Show(worst)}; allowed {Finding.Show(Allowed)}");
    }

    private static (double Error, string? Fault) Compare(RecommenderSubject subject, string name, Parameter parameter)
    {
        double worst = 0;
        double[] gradient = parameter.grad!.to(ScalarType.Float64).contiguous().data<double>().ToArray();
        for (int entry = 0; entry < gradient.Length; entry += Math.Max(1, gradient.Length / Entries))
        {
            double slope = (At(subject, parameter, entry, Step) - At(subject, parameter, entry, -Step)) / (2 * Step);
            double error = Math.Abs(slope - gradient[entry]) / (1 + Math.Abs(slope));
            if (!(error <= Allowed))
            {
                return (error, $"{name}[{entry}] has the gradient {Finding.Show(gradient[entry])}, central differences give {Finding.Show(slope)}");
            }

            worst = Math.Max(worst, error);
        }

        return (worst, null);
    }

    private static double At(RecommenderSubject subject, Parameter parameter, int entry, double step)
    {
        using var scope = NewDisposeScope();
        using IDisposable frozen = no_grad();
        Tensor value = parameter.detach().view(-1).narrow(0, entry, 1);
        Tensor kept = value.clone();
        value.PlusInPlace(step);
        double result = Everything(subject).item<double>();
        value.copy_(kept);
        return result;
    }

    private static Tensor Everything(RecommenderSubject subject)
    {
        using DomainEmbeddings embeddings = subject.Model.Embed();
        return Uneven(embeddings.AlignedUsers).Plus(Uneven(embeddings.AlignedItems))
            .Plus(Uneven(subject.Model.PairFeatures(embeddings, subject.UserIds, subject.ItemIds)))
            .Plus(Uneven(subject.Model.ScorePairs(embeddings, subject.UserIds, subject.ItemIds)))
            .Plus(Uneven(subject.Model.ScoreItems(embeddings, subject.UserIds)));
    }

    // A sum with fixed, uneven weights: no entry's gradient can hide behind another's.
    private static Tensor Uneven(Tensor values) =>
        (values.to(ScalarType.Float64) * TensorFunctions.Range(values.numel()).to(ScalarType.Float64).view(values.shape).Times(1.7).sin()).sum();

    private static Finding Learns(RecommenderSubject subject)
    {
        IDomainRecommender model = subject.Create(seed: 3);
        using nn.Module module = model.Module;
        Fit(model, subject.Port);
        module.eval();
        float[] scores = TwoGroups.Scores(model).contiguous().data<float>().ToArray();
        double smallest = double.PositiveInfinity;
        for (int user = 0; user < TwoGroups.UserCount; user++)
        {
            float[] row = scores[(user * TwoGroups.ItemCount)..((user + 1) * TwoGroups.ItemCount)];
            double margin = row.Where((_, item) => TwoGroups.SameGroup(user, item)).Min() - row.Where((_, item) => !TwoGroups.SameGroup(user, item)).Max();
            smallest = margin >= smallest ? smallest : margin;
        }

        string measured = $"after {subject.Port.Steps} steps, the smallest distance between an own and a foreign item is {Finding.Show(smallest)}";
        return smallest > 0 ? Finding.Passed(measured) : Finding.Failed($"{measured}; expected more than 0");
    }

    private static void Fit(IDomainRecommender model, RecommenderPort port)
    {
        model.Module.train();
        using var optimizer = new PlainAdam(model.Module, port.LearningRate);
        for (int step = 0; step < port.Steps; step++)
        {
            using var scope = NewDisposeScope();
            model.Module.zero_grad();
            TwoGroups.BatchLoss(model, port.Loss, step).backward();
            optimizer.Step();
        }
    }
}
