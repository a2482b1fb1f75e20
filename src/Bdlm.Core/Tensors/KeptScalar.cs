using TorchSharp;

namespace Bdlm.Tensors;

/// <summary>
/// Numbers for native operations, such as the 2 of <c>tensor * KeptScalar.Of(2)</c>, which stay alive while native code reads them.
/// </summary>
/// <remarks>
/// TorchSharp turns a plain number into a native scalar that nothing refers to once its handle has been read. A garbage collection at that
/// moment frees it under the operation, which then fails or computes with another number: seldom, and on a busy machine less seldom. Each
/// thread keeps its last <see cref="KeptCount"/> scalars, far more than one operation takes. Results are the caller's to use, not to dispose of.
/// </remarks>
public static class KeptScalar
{
    /// <summary>How many scalars a thread keeps.</summary>
    public const int KeptCount = 256;

    [ThreadStatic]
    private static Scalar[]? _kept;

    [ThreadStatic]
    private static int _next;

    /// <summary>A floating-point number.</summary>
    public static Scalar Of(double value) => Keep(value.ToScalar());

    /// <summary>A whole number.</summary>
    public static Scalar Of(long value) => Keep(value.ToScalar());

    /// <summary>A truth value.</summary>
    public static Scalar Of(bool value) => Keep(value.ToScalar());

    private static Scalar Keep(Scalar scalar)
    {
        Scalar[] kept = _kept ??= new Scalar[KeptCount];
        _next = (_next + 1) % KeptCount;
        kept[_next] = scalar;
        return scalar;
    }
}
