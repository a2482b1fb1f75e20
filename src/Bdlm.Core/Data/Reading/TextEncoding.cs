namespace Bdlm.Data.Reading;

/// <summary>How a text file turns characters into bytes. A file that begins with UTF-8's byte order mark is read as UTF-8 whatever was asked for.</summary>
public enum TextEncoding
{
    /// <summary>UTF-8, with or without a byte order mark. Invalid bytes are an error.</summary>
    Utf8,

    /// <summary>ISO 8859-1, as in the original MovieLens files. Every byte is a character.</summary>
    Latin1,
}
