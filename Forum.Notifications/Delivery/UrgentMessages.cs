using System.Linq.Expressions;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>Which messages somebody must act on. What goes by e-mail is urgent all the same.</summary>
internal static class UrgentMessages
{
    /// <summary>The kinds that are urgent however they go.</summary>
    public static readonly string[] Kinds = [.. KindPolicy.Kinds.Where(kind => KindPolicy.Of(kind).Lane is Lane.Alert)];

    /// <summary>Whether a message is.</summary>
    public static readonly Expression<Func<Message, bool>> Are = m => m.Lane == Lane.Alert || (m.Lane == Lane.Mail && Kinds.Contains(m.Kind));

    /// <summary>Whether one of this kind in this queue is.</summary>
    public static bool Is(Lane lane, string kind) => lane is Lane.Alert || (lane is Lane.Mail && Kinds.Contains(kind));
}
