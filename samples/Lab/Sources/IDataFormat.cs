using Bdlm.Data.Reading;

namespace Bdlm.Lab.Sources;

/// <summary>A layout of files that the Lab reads. A new format is one more of these in <see cref="DataFormats"/>.</summary>
internal interface IDataFormat
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>The files that it reads, in words.</summary>
    string Files { get; }

    /// <summary>Whether the authors split the data themselves, so that a split of one's own would contradict them.</summary>
    bool IsSplit { get; }

    /// <summary>Whether a folder looks like this format.</summary>
    bool Recognizes(string folder);

    /// <summary>Reads a folder.</summary>
    /// <exception cref="IOException">A file is missing or not of this format.</exception>
    LabData Read(string folder, DataRequest request);

    /// <summary>
    /// Reads all interactions of a folder as one log, whatever parts its authors made, with the items' texts where there are some:
    /// for experiments that leave out each user's last items.
    /// </summary>
    /// <exception cref="IOException">A file is missing or not of this format.</exception>
    /// <exception cref="NotSupportedException">The format tells no order of a user's rows.</exception>
    InteractionDataSet ReadLog(string folder);
}
