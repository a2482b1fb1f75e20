using Bdlm.Conformance.Running;
using Bdlm.Language;
using Bdlm.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Conformance.Language;

/// <summary>Saving, moving and the life of weights.</summary>
internal static class StateChecks
{
    public static IReadOnlyList<Check<LanguageSubject>> All { get; } =
    [
        new("StateDictRestoresTheModel", "A model with other weights that loads the state dictionary gives the same states.", "Weights or constants that matter are not in the state dictionary, or something computed from them at construction is not computed anew.", "Register every weight as a parameter and every constant that is not computed from options as a buffer.", Restores),
        new("WeightsOutliveTheScopeOfCreation", "A model that was made inside a dispose scope still works when the scope has ended.", "Parameters made inside a dispose scope belong to it and die with it.", "Detach parameters and buffers from the scope when they are made: DetachFromDisposeScope().", Outlives),
        new("OtherTypesAgree", "Moved to each other type that the port states, the model gives the same states up to that type's precision.", "A table of positions, a mask value or a constant stays in its first type.", "Make such tensors in the embeddings' type at each call, or register them as buffers.", OtherTypes),
    ];

    private static Finding Restores(LanguageSubject subject)
    {
        ICausalLanguageModel other = (subject.Port.CreateOther ?? subject.Port.Create)();
        using nn.Module module = other.Module;
        module.eval();
        if (subject.Port.CreateOther is null)
        {
            Disturb(subject, module);
        }

        double before = Difference.Relative(subject.States(), Encode(other, subject.Embeddings, subject.Mask));
        if (before <= subject.Tolerance)
        {
            return Finding.Failed($"the other model's states differ by {Finding.Show(before)} before loading; expected more", "Its weights are the same already, or the registered parameters do not decide the states.", "Give CreateOther another seed; register the weights that Encode uses.");
        }

        module.load_state_dict(subject.Model.Module.state_dict());
        return Finding.Within(Difference.Relative(subject.States(), Encode(other, subject.Embeddings, subject.Mask)), subject.Tolerance, "states before saving and after loading differ");
    }

    private static void Disturb(LanguageSubject subject, nn.Module module)
    {
        using IDisposable frozen = no_grad();
        foreach (Parameter parameter in module.parameters())
        {
            parameter.PlusInPlace(randn(parameter.shape, device: parameter.device, generator: subject.Generator).Times(Difference.RootMeanSquare(parameter) + 0.1).to(parameter.dtype));
        }
    }

    private static Finding Outlives(LanguageSubject subject)
    {
        ICausalLanguageModel model;
        using (NewDisposeScope())
        {
            model = subject.Port.Create();
        }

        using nn.Module module = model.Module;
        module.eval();
        return Finding.Within(Difference.Relative(subject.States(), Encode(model, subject.Embeddings, subject.Mask)), subject.Tolerance, "states of two models of Create differ");
    }

    private static Finding OtherTypes(LanguageSubject subject)
    {
        if (subject.Port.OtherTypes.Count == 0)
        {
            return Finding.Skipped("the port states no OtherTypes");
        }

        Tensor expected = subject.States();
        List<string> faults = [], passed = [];
        foreach (ScalarType type in subject.Port.OtherTypes)
        {
            using nn.Module module = Moved(subject, type, out Tensor states);
            double difference = Difference.Relative(expected, states);
            bool fits = states.dtype == type && difference <= Allowed(subject, type);
            (fits ? passed : faults).Add($"{type}: states are {states.dtype} and differ by {Finding.Show(difference)}; allowed {Finding.Show(Allowed(subject, type))}");
        }

        return Finding.Of(faults, string.Join("; ", passed));
    }

    private static nn.Module Moved(LanguageSubject subject, ScalarType type, out Tensor states)
    {
        ICausalLanguageModel model = subject.Port.Create();
        nn.Module module = model.Module.to(type);
        module.eval();
        states = Encode(model, LanguageSubject.Embed(model, subject.TokenIds), subject.Mask);
        return module;
    }

    // Rounding of weights and sums, grown through the layers.
    private static double Allowed(LanguageSubject subject, ScalarType type) => type switch
    {
        ScalarType.BFloat16 => Math.Max(0.25, subject.Tolerance),
        ScalarType.Float16 => Math.Max(0.03, subject.Tolerance),
        _ => subject.Tolerance,
    };

    private static Tensor Encode(ICausalLanguageModel model, Tensor embeddings, Tensor mask)
    {
        using IDisposable frozen = no_grad();
        return model.Encode(embeddings, mask);
    }
}
