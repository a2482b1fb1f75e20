using Bdlm.Recommending;
using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Conformance.Recommending;

/// <summary>A fresh recommender of the two groups in evaluation mode, with some pairs to try it on. Disposes of the model's module.</summary>
internal sealed class RecommenderSubject : IDisposable
{
    public RecommenderSubject(RecommenderPort port)
    {
        Port = port;
        Model = Create(seed: 1);
        Model.Module.eval();
        Disturb(Model.Module);
        UserIds = tensor(new long[] { 0, 3, 3, 7, 11 });
        ItemIds = tensor(new long[] { 9, 0, 5, 5, 2 });
    }

    public RecommenderPort Port { get; }

    public IDomainRecommender Model { get; }

    /// <summary><c>[5]</c>, int64, one of them twice.</summary>
    public Tensor UserIds { get; }

    /// <summary><c>[5]</c>, int64.</summary>
    public Tensor ItemIds { get; }

    public IDomainRecommender Create(int seed) => Port.Create(TwoGroups.Train(), seed) ?? throw new InvalidOperationException("Create gave null.");

    public void Dispose() => Model.Module.Dispose();

    // First values are small: larger ones let mistakes show.
    private static void Disturb(nn.Module module)
    {
        using var scope = NewDisposeScope();
        using IDisposable frozen = no_grad();
        using var generator = new Generator(17);
        foreach (Parameter parameter in module.parameters())
        {
            parameter.copy_(randn(parameter.shape, generator: generator).Times(0.5));
        }
    }
}
