namespace Tryghedsforum.Api.Events;

/// <summary>Says, after the commit, that a forum's log has grown. May be lost in a crash: whoever listens also sweeps.</summary>
public sealed class EventSignal
{
    /// <summary>Raised with the forum's key; handlers only note it and return.</summary>
    public event Action<int>? Grown;

    /// <summary>Raised for what this process itself committed, to tell the other nodes.</summary>
    public event Action<int>? GrownHere;

    /// <summary>Raised with the member who has read a case, on whichever node.</summary>
    internal event Action<Guid>? ReadBy;

    /// <summary>Raised for what was read by way of this process, to tell the other nodes.</summary>
    internal event Action<Guid>? ReadByHere;

    internal void Raise(int forumId, bool here)
    {
        Grown?.Invoke(forumId);
        if (here) GrownHere?.Invoke(forumId);
    }

    internal void RaiseRead(Guid member, bool here)
    {
        ReadBy?.Invoke(member);
        if (here) ReadByHere?.Invoke(member);
    }
}
