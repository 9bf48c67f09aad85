using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Events;

/// <summary>A request that was carried out under a key (Idempotency-Key, form key, MessageSid), and its answer: the same key gets the same answer, once.</summary>
internal sealed class Command
{
    internal const string Purpose = "command.answer";

    /// <summary>Keyed hash of forum, use case, actor and key.</summary>
    public required string Key { get; init; }

    /// <summary>Hash of what was asked; the same key with another body is refused.</summary>
    [PersonalData("Answering a doubled request as the first", Retention.Command)]
    public required string BodyHash { get; init; }

    /// <summary>Sealed answer, as JSON.</summary>
    [PersonalData("Answering a doubled request as the first", Retention.Command)]
    public required byte[] AnswerSealed { get; init; }

    /// <summary>When it was carried out.</summary>
    public DateTimeOffset At { get; init; }

    internal static void Map(EntityTypeBuilder<Command> command)
    {
        command.HasKey(c => c.Key);
        command.HasIndex(c => c.At);
    }
}
