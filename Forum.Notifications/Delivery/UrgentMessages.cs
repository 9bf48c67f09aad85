namespace Tryghedsforum.Notifications.Delivery;

/// <summary>Which messages somebody must act on.</summary>
internal static class UrgentMessages
{
    private static readonly string[] Kinds = [.. KindPolicy.Kinds.Where(kind => KindPolicy.Of(kind).Lane is Lane.Alert)];

    /// <summary>The urgent ones; what goes by e-mail is urgent all the same.</summary>
    public static IQueryable<Message> Urgent(IQueryable<Message> messages) => messages.Where(m => m.Lane == Lane.Alert || (m.Lane == Lane.Mail && Kinds.Contains(m.Kind)));
}
