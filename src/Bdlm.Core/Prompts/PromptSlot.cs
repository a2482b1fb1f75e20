namespace Bdlm.Prompts;

/// <summary>A place in a <see cref="PromptTemplate"/> that a prompt's values fill.</summary>
public enum PromptSlot
{
    /// <summary><c>{user}</c>: the user's token; nothing where <see cref="PromptOptions.UserToken"/> is off.</summary>
    User,

    /// <summary><c>{history}</c>: the earlier items, oldest first.</summary>
    History,

    /// <summary><c>{item}</c>: the target item as token, title and categories, whichever the options show.</summary>
    Item,

    /// <summary><c>{candidates}</c>: the items to choose from.</summary>
    Candidates,

    /// <summary><c>{title}</c>: the target item's title, whatever the options show.</summary>
    Title,

    /// <summary><c>{categories}</c>: the target item's categories, whatever the options show.</summary>
    Categories,
}
