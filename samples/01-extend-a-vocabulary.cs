// # Extend a vocabulary
//
// A language model reads numbers, one for each token of its vocabulary V. BDLM adds a token for every user and every item, so that the model can
// read a history and answer with an item. This program adds them to a tokenizer that knows nothing of users and items.

#:package Bdlm.Core@*-*

using Bdlm.Tokens;
using Microsoft.ML.Tokenizers;

// Any tokenizer of Microsoft.ML.Tokenizers will do. This one knows eight words.

using var words = new MemoryStream("[UNK]\n[CLS]\n[SEP]\nuser\nsaw\nnext\n;\n:"u8.ToArray());
Tokenizer baseTokenizer = WordPieceTokenizer.Create(words);

// V′ = V ∪ users ∪ items (Eq. 2). Words keep their ids, users follow, then items. The ids are found by arithmetic and nothing is stored for an
// entity: a vocabulary of a million items is made as fast as this one.

var vocabulary = new EntityVocabulary(baseVocabularySize: 8, userCount: 2, itemCount: 3);
Console.WriteLine($"words 0 to {vocabulary.BaseVocabularySize - 1}, {vocabulary.Size} tokens in all");
foreach (EntitySegment segment in vocabulary.Segments)
{
    Console.WriteLine($"kind {segment.Kind}: {segment.Count} tokens from {EntityVocabulary.Notation(segment.Kind, segment.FirstEntity)} = {segment.FirstToken}");
}

// A user is written `<uid1>`, an item `<iid2>`; the numbers are the dense ids that a reader gives (see 02). Each is one token, and the text between
// them goes to the tokenizer of the words. (WordPiece keeps no spaces: the decoded text has fewer.)

var tokenizer = new ExtendedTokenizer(baseTokenizer, vocabulary);
IReadOnlyList<int> ids = tokenizer.Encode("user <uid1> saw <iid2> ; <iid0> next :");
Console.WriteLine($"encoded: {string.Join(' ', ids)}");
Console.WriteLine($"decoded: {tokenizer.Decode(ids)}");

// A token leads back to its user or item. This is how an answer of the model becomes a recommendation.

bool isEntity = vocabulary.TryGetEntity(ids[3], out EntityKind kind, out int entity);
Console.WriteLine($"token {ids[3]}: {(isEntity ? $"{kind} {entity}" : "a word")}");

// A title is text, whatever it holds. `EncodeText` finds no entities in it, so that no title can pass for an item; an item that does not exist
// is refused where entities are looked for.

IReadOnlyList<int> title = tokenizer.EncodeText("<iid0>");
Console.WriteLine($"<iid0> as a title is item 0: {title.Contains(vocabulary.ItemToken(0))}");
try
{
    tokenizer.Encode("user <uid1> saw <iid3>");
}
catch (ArgumentException fault)
{
    Console.WriteLine($"refused: {fault.Message}");
}

// New users and items come behind all others. No id changes, so a trained table of rows only grows.

ExtendedTokenizer larger = tokenizer.Extend(addedUsers: 1, addedItems: 2);
Console.WriteLine($"after one more user and two more items: <uid2> is {larger.Vocabulary.UserToken(2)}, <iid3> is {larger.Vocabulary.ItemToken(3)}");
Console.WriteLine($"known tokens kept their ids: {larger.Encode("user <uid1> saw <iid2> ; <iid0> next :").SequenceEqual(ids)}");
