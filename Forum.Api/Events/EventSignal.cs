namespace Tryghedsforum.Api.Events;

/// <summary>Says, after the commit, that a forum's log has grown. May be lost in a crash: whoever listens also sweeps.</summary>
public sealed class EventSignal
{
    /// <summary>Raised with the forum's key; handlers only note it and return.</summary>
    public event Action<int>? Grown;

    /// <summary>Raised for what this process itself committed, to tell the other nodes.</summary>
    public event Action<int>? GrownHere;

    internal void Raise(int forumId, bool here)
    {
        Grown?.Invoke(forumId);
        if (here) GrownHere?.Invoke(forumId);
    }
}
