// # Read data and split
//
// Most wrong results in recommendation come from the data: held-out rows that reach the training, or ids that tell what is popular.
// This program reads two files, leaves one item of each user out, draws candidates as the paper does, and has all of it audited.

#:package Bdlm.Core@*-*

using Bdlm.Data;
using Bdlm.Data.Reading;
using Bdlm.Metrics;
using Bdlm.Sampling;

// Who saw which film when, and what the films are called. The columns are chosen by their names. A fault in a file would be told with its line
// and column.

string folder = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "data");
InteractionDataSet data = DelimitedReader.Read(
    Path.Combine(folder, "interactions.csv"),
    new DelimitedOptions { Delimiter = ",", HasHeader = true, User = "user", Item = "film", Time = "time" },
    Path.Combine(folder, "films.csv"),
    new DelimitedItemOptions { Delimiter = ",", HasHeader = true, Id = "film", Title = "title", Categories = "genres" });
Say("read", data.Log);

// A k-core keeps users and items with at least k interactions each, and asks again until nothing more falls out.

InteractionLog core = KCoreFilter.Apply(data.Log, userCore: 5, itemCore: 5);
Say("5-core", core);

// Readers number items as they meet them, and popular items are met early: a small id would tell that an item is popular. A seeded shuffle
// takes that away.

InteractionLog log = IdShuffle.Apply(core, seed: 1);
ItemCatalog catalog = data.Items.AlignTo(log.ItemMap);

// Leave-one-out: the last item of each user is for the test, the one before for validation. Everything that is fitted takes `split.Train`, which
// does not hold the others.

DataSplit split = LeaveOneOutSplit.Apply(log);
Console.WriteLine($"{split.Train.InteractionCount} training rows, {split.Validation.Count} validation and {split.Test.Count} test targets");

// Each target is ranked among 19 items that the user did not take: half drawn by popularity, half alike by the words of their titles. The hash
// names the lists: figures with another hash answer other questions.

MixedNegativeSampler mix = MixedNegativeSampler.Create(split.Train, catalog);
CandidateSet candidates = CandidateSetBuilder.Build(split, HeldOutStage.Test, mix, negatives: 19, seed: 1);
CandidateList first = candidates.Lists[0];
Console.WriteLine($"candidates: {candidates.Description}; {candidates.Hash[..12]}");
Console.WriteLine($"first question: \"{catalog[first.Target].Title}\" among {first.Items.Count}");

// The audit looks at everything that a model will see, and says what it looked at.

var audit = new LeakageAudit(split);
audit.CheckIdOrder();
audit.CheckPopularity(split.Train.ItemCounts);
audit.CheckCandidates(candidates);
Console.WriteLine(audit.Report);

// It throws where something is wrong. Here a held-out row slips into the edges of a graph, and below it are the ids without the shuffle.

HeldOutInteraction slipped = split.Test[0];
Expect(() => audit.CheckEdges([(slipped.User, slipped.Item)]));
Expect(() => new LeakageAudit(LeaveOneOutSplit.Apply(core)).CheckIdOrder());

static void Say(string step, InteractionLog log)
{
    DataStatistics statistics = DataStatistics.Of(log);
    Console.WriteLine(FormattableString.Invariant($"{step}: {log.UserCount} users, {log.ItemCount} items, {log.Count} interactions, density {statistics.Density:0.000}"));
}

static void Expect(Action check)
{
    try
    {
        check();
        Console.WriteLine("nothing found");
    }
    catch (LeakageException fault)
    {
        Console.WriteLine($"found: {fault.Message}");
    }
}
