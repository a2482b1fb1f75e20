using static TorchSharp.torch;

namespace Bdlm.Serialization;

/// <summary>
/// Something whose state is a set of named tensors: a module, an optimiser, a sharing module, an early stop.
/// Everything that a training run needs to go on after a restart implements it.
/// </summary>
/// <remarks>
/// <see cref="SaveTo"/> writes the same names, shapes and types whatever has happened before, so that what an object
/// expects can be compared with what a file holds before anything is loaded. The prefix is put before each name as it is
/// (give "sharing." rather than "sharing"); no prefix in one dictionary may begin with another.
/// </remarks>
public interface IStateful
{
    /// <summary>
    /// Adds the state's tensors to <paramref name="state"/>. They are live views without gradient: write or copy them
    /// before the next training step changes them, then dispose of them (this does not touch the owner's storage).
    /// </summary>
    /// <param name="state">The dictionary to fill.</param>
    /// <param name="prefix">What to put before each name; may be empty.</param>
    /// <exception cref="ArgumentException">A name is already taken.</exception>
    void SaveTo(IDictionary<string, Tensor> state, string prefix);

    /// <summary>
    /// Copies the values of <paramref name="state"/>'s tensors, on whatever device, into this object. Either all of them
    /// are loaded or none. The given tensors stay the caller's.
    /// </summary>
    /// <param name="state">The tensors; those whose name does not begin with <paramref name="prefix"/> are left alone.</param>
    /// <param name="prefix">What stands before each name; may be empty.</param>
    /// <exception cref="StateMismatchException">Tensors are missing, unexpected, or of the wrong shape or type; all are named.</exception>
    void LoadFrom(IReadOnlyDictionary<string, Tensor> state, string prefix);
}
