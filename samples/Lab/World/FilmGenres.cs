namespace Bdlm.Lab.World;

/// <summary>The genres of the generated catalogue, each with the words that its titles are made of.</summary>
internal static class FilmGenres
{
    public static IReadOnlyList<(string Name, string[] Adjectives, string[] Nouns)> All { get; } =
    [
        ("Western", ["Dusty", "Lonesome", "Wild", "Sunburnt", "Reckless"], ["Saddle", "Canyon", "Sheriff", "Mustang", "Frontier"]),
        ("Science Fiction", ["Orbital", "Quantum", "Stellar", "Android", "Distant"], ["Galaxy", "Starship", "Machine", "Colony", "Comet"]),
        ("Romance", ["Tender", "Secret", "Endless", "Parisian", "Blushing"], ["Kiss", "Letter", "Wedding", "Summer", "Promise"]),
        ("Horror", ["Bleeding", "Haunted", "Silent", "Cursed", "Hollow"], ["Cellar", "Grave", "Doll", "Scream", "Asylum"]),
        ("Comedy", ["Clumsy", "Hilarious", "Crazy", "Awkward", "Lucky"], ["Neighbours", "Butler", "Vacation", "Uncle", "Office"]),
        ("Animation", ["Tiny", "Magical", "Brave", "Fuzzy", "Singing"], ["Penguin", "Toybox", "Dragonfly", "Kitten", "Robotboy"]),
        ("Crime", ["Crooked", "Stolen", "Double", "Midnight", "Ruthless"], ["Heist", "Detective", "Alibi", "Diamond", "Gangster"]),
        ("War", ["Fallen", "Iron", "Forgotten", "Burning", "Last"], ["Regiment", "Trench", "Convoy", "Bunker", "Armistice"]),
    ];
}
