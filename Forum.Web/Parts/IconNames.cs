namespace Tryghedsforum.Web.Parts;

/// <summary>Icons that code chooses. The build puts these, and every name written in a page, into the sprite.</summary>
public static class IconNames
{
    /// <summary>Received.</summary>
    public const string Received = "notifications";

    /// <summary>Seen by somebody responsible.</summary>
    public const string Seen = "visibility";

    /// <summary>Not shown to this reader or team.</summary>
    public const string Hidden = "visibility-off";

    /// <summary>Waits for somebody.</summary>
    public const string Waiting = "hourglass";

    /// <summary>A crew has it.</summary>
    public const string Taken = "truck";

    /// <summary>Done.</summary>
    public const string Done = "check";

    /// <summary>Done, as a mark of its own.</summary>
    public const string Success = "success";

    /// <summary>Opened again.</summary>
    public const string Reopened = "refresh";

    /// <summary>Joined with another case.</summary>
    public const string Merged = "link";

    /// <summary>Belongs elsewhere, or was sent on.</summary>
    public const string SentOn = "subdirectory-arrow-right";

    /// <summary>Closed, or only for a few.</summary>
    public const string Locked = "lock";

    /// <summary>Danger, or near children.</summary>
    public const string Warning = "warning";

    /// <summary>Over time, or wrong.</summary>
    public const string Error = "error";

    /// <summary>Good to know.</summary>
    public const string Info = "info";

    /// <summary>Time left.</summary>
    public const string Time = "time";

    /// <summary>A pickup must be ordered.</summary>
    public const string Order = "list-add";

    /// <summary>The overview.</summary>
    public const string Overview = "list-check";

    /// <summary>An answer, or handing back.</summary>
    public const string Reply = "reply";

    /// <summary>Somebody looked.</summary>
    public const string Search = "search";

    /// <summary>A written message.</summary>
    public const string Chat = "chat";

    /// <summary>A person.</summary>
    public const string Person = "person";

    /// <summary>Several people.</summary>
    public const string Groups = "groups";

    /// <summary>The map.</summary>
    public const string Map = "map";

    /// <summary>A place.</summary>
    public const string Location = "location";

    /// <summary>Talk between people.</summary>
    public const string Dialogue = "forum";

    /// <summary>Figures.</summary>
    public const string Figures = "analytics";

    /// <summary>A telephone.</summary>
    public const string Phone = "smartphone";

    /// <summary>A message that did not arrive, or arrived by e-mail.</summary>
    public const string Email = "email";

    /// <summary>Kept on the device.</summary>
    public const string Saved = "save";

    /// <summary>Fetching again.</summary>
    public const string Sync = "sync";

    /// <summary>No.</summary>
    public const string No = "close";

    /// <summary>Changed.</summary>
    public const string Edit = "edit";

    /// <summary>Settings.</summary>
    public const string Settings = "settings";
}
