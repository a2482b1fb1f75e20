using Bdlm.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Bdlm.Language.Adapters;

/// <summary>
/// LoRA on a <see cref="MixedLanguageModel"/>: low-rank maps beside some linear maps of its base model (Hu et al. 2021). The base is frozen;
/// trained are the low-rank maps and the rows of users, items and reserved tokens, which the base has never seen.
/// </summary>
/// <remarks>
/// While attached they are the model's child "adapters": they move, save, train and are disposed of with it, and
/// <c>model.parameters().Where(p =&gt; p.requires_grad)</c> is all there is to train. Move the model before attaching where its dtype changes,
/// or the adapters lose their float32. Not thread-safe.
/// </remarks>
public sealed class LoraAdapters : nn.Module
{
    private const string StateName = "dropout_state";

    private readonly MixedLanguageModel _model;
    private readonly BaseFreeze _freeze;
    private readonly LoraDropout _dropout;

    private LoraAdapters(MixedLanguageModel model, ILinearSite[] sites, LoraOptions options, int seed)
        : base(nameof(LoraAdapters))
    {
        (_model, Options, _dropout) = (model, options, new LoraDropout(options.Dropout));
        using var generator = new Generator((ulong)(uint)seed, CPU);
        Layers = [.. sites.Select((site, index) => new LoraLayer(site, index, options, _dropout, generator))];
        foreach (LoraLayer layer in Layers)
        {
            register_module(layer.SiteName.Replace('.', '/'), layer);
        }

        if (options.Dropout > 0)
        {
            register_buffer(StateName, tensor(new long[] { seed, 0 }).DetachFromDisposeScope());
        }

        _freeze = BaseFreeze.Of(model.Base);
    }

    /// <summary>What was attached.</summary>
    public LoraOptions Options { get; }

    /// <summary>The low-rank maps, in the order of the base model's sites.</summary>
    public IReadOnlyList<LoraLayer> Layers { get; }

    /// <summary>The number of values in the low-rank maps: Σ rank · (inputs + outputs).</summary>
    public long ParameterCount => Layers.Sum(layer => layer.A.numel() + layer.B.numel());

    /// <summary>Whether the model uses the adapters: from <see cref="Attach"/> until <see cref="Detach"/> or <see cref="Merge"/>.</summary>
    public bool IsAttached { get; private set; }

    /// <summary>Freezes the base model, makes the entity rows trainable, and puts low-rank maps beside its linear maps. The model's results stay the same until they are trained.</summary>
    /// <param name="model">The model; from now on it owns the adapters.</param>
    /// <param name="options">Rank, scale, dropout, which maps.</param>
    /// <param name="seed">Of A and of the dropout.</param>
    /// <returns>The adapters, also to be had as <see cref="MixedLanguageModel.Adapters"/>.</returns>
    /// <exception cref="ArgumentException">The options have faults, the base model offers no linear maps, or a target fits none.</exception>
    /// <exception cref="InvalidOperationException">The model has adapters already.</exception>
    public static LoraAdapters Attach(MixedLanguageModel model, LoraOptions options, int seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (model.Adapters is not null)
        {
            throw new InvalidOperationException("The model has adapters already; expected none. Merge or detach them first.");
        }

        ILinearSite[] sites = LoraTargets.Of(model.Base, options);
        var adapters = new LoraAdapters(model, sites, options, seed);
        adapters.Connect();
        return adapters;
    }

    /// <summary>Takes the adapters off: the base model is as it was and trainable again. They keep their values, and from now on belong to the caller, who disposes of them.</summary>
    /// <exception cref="InvalidOperationException">They are not attached.</exception>
    public void Detach()
    {
        RequireAttached();
        foreach (LoraLayer layer in Layers)
        {
            layer.Site.Adapter = null;
        }

        _model.SetAdapters(null);
        _freeze.Thaw();
        IsAttached = false;
    }

    /// <summary>
    /// Adds (α / r) · B A to each adapted weight and takes the adapters off. The model gives the same results up to rounding, without
    /// the adapters' cost.
    /// </summary>
    /// <remarks>
    /// There is no way back: a weight that has been rounded does not tell what it was. Save the adapters first
    /// (<see cref="LoraFolder.Save"/>) where they may be wanted again; beside half precision the sum is rounded to the weight's dtype.
    /// </remarks>
    /// <exception cref="InvalidOperationException">They are not attached.</exception>
    public void Merge()
    {
        RequireAttached();
        using var scope = NewDisposeScope();
        using (no_grad())
        {
            foreach (LoraLayer layer in Layers)
            {
                Parameter weight = layer.Site.Weight;
                Tensor change = layer.Change();
                weight.copy_(weight.to(change.dtype).Plus(change));
            }
        }

        Detach();
    }

    /// <summary>Draws new dropout masks for a forward pass in training mode.</summary>
    internal void BeginPass()
    {
        if (training && Options.Dropout > 0)
        {
            _dropout.BeginPass(get_buffer(StateName)!);
        }
    }

    /// <summary>Does nothing: the parts are registered by hand.</summary>
    protected override void RegisterComponents()
    {
    }

    private void Connect()
    {
        foreach (LoraLayer layer in Layers)
        {
            layer.Site.Adapter = layer;
        }

        foreach (Parameter? rows in (Parameter?[])[_model.Embedding.Users, _model.Embedding.Items, _model.Embedding.Reserved, _model.Output.Users, _model.Output.Items, _model.Output.Reserved])
        {
            if (rows is not null)
            {
                rows.requires_grad = true;
            }
        }

        train(_model.training);
        _model.SetAdapters(this);
        IsAttached = true;
    }

    private void RequireAttached()
    {
        if (!IsAttached)
        {
            throw new InvalidOperationException("The adapters are not attached; they were merged or taken off before. Attach new ones.");
        }
    }
}
