using static TorchSharp.torch;

namespace Bdlm.Sharing;

/// <summary>A way to renew the rows of one table that a turn touched.</summary>
internal interface ISharingRule : IDisposable
{
    /// <summary>Whether the mutual loss has a gradient with respect to the module's rows.</summary>
    bool Learns { get; }

    /// <summary>The step size; without effect where nothing is learned.</summary>
    double LearningRate { get; set; }

    /// <summary>The rule's own state, to be saved with the tables.</summary>
    IReadOnlyCollection<(string Name, Tensor Tensor)> StateTensors { get; }

    /// <summary>Renews the touched rows and no others.</summary>
    void Apply(SharedRows rows);
}
