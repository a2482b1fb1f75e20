using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Bdlm.Data.Reading.Scanning;

/// <summary>
/// Gives dense ids 0, 1, 2, … to original ids in order of first appearance; one string a different id, none a field.
/// Small whole numbers, as most data sets have, are looked up in an array; other ids in a dictionary asked with bytes.
/// </summary>
internal sealed class IdInterner
{
    private const int MostDigits = 7;
    private const int SmallNumbers = 1 << 22;
    private readonly List<string> _originals = [];
    private readonly Dictionary<string, int> _texts = new(new IdComparer());
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;
    private int[] _byNumber = new int[1024];
    private byte[] _last = [];
    private int _lastLength = -1;
    private int _lastId;

    public IdInterner() => _byBytes = _texts.GetAlternateLookup<ReadOnlySpan<byte>>();

    public int Count => _originals.Count;

    /// <summary>The dense id of an original id; false if its bytes are not valid text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryIntern(ReadOnlySpan<byte> original, TextDecoder decoder, out int id)
    {
        bool isCanonical = original.Length is > 0 and <= MostDigits && (original[0] != '0' || original.Length == 1);
        if (!isCanonical || !NumberParser.TryWhole(original, out long number) || number >= SmallNumbers)
        {
            return TryInternText(original, decoder, out id);
        }

        id = number < _byNumber.Length ? _byNumber[number] - 1 : -1;
        id = id >= 0 ? id : AddNumber((int)number);
        return true;
    }

    public IdMap ToIdMap() => new(_originals);

    private int AddNumber(int number)
    {
        if (number >= _byNumber.Length)
        {
            Array.Resize(ref _byNumber, Math.Max(number + 1, 2 * _byNumber.Length));
        }

        _originals.Add(number.ToString(CultureInfo.InvariantCulture));
        return (_byNumber[number] = _originals.Count) - 1;
    }

    private bool TryInternText(ReadOnlySpan<byte> original, TextDecoder decoder, out int id)
    {
        id = _lastId;
        if (original.Length == _lastLength && original.SequenceEqual(_last.AsSpan(0, _lastLength)))
        {
            return true;
        }

        if (!Ascii.IsValid(original))
        {
            return decoder.TryDecode(original, out string text) && Remember(original, id = FindOrAdd(text));
        }

        id = _byBytes.TryGetValue(original, out int known) ? known : FindOrAdd(Encoding.ASCII.GetString(original));
        return Remember(original, id);
    }

    private int FindOrAdd(string original)
    {
        ref int slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_texts, original, out bool known);
        if (!known)
        {
            slot = _originals.Count;
            _originals.Add(original);
        }

        return slot;
    }

    private bool Remember(ReadOnlySpan<byte> original, int id)
    {
        if (_last.Length < original.Length)
        {
            _last = new byte[Math.Max(32, 2 * original.Length)];
        }

        original.CopyTo(_last);
        _lastLength = original.Length;
        _lastId = id;
        return true;
    }
}
