using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Data;

public sealed class ForumDbTests
{
    [Theory, BothDatabases]
    public void The_migrations_make_the_model(DatabaseKind kind)
    {
        using var db = DesignTime.Context(kind);
        Assert.False(db.Database.HasPendingModelChanges());
    }
}
