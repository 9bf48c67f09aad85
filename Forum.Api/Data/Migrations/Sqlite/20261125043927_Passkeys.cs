using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tryghedsforum.Api.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Passkeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "AddedAt",
                table: "AspNetUserPasskeys",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "Id",
                table: "AspNetUserPasskeys",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "LastUsedAt",
                table: "AspNetUserPasskeys",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Name",
                table: "AspNetUserPasskeys",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "PasskeyChallenges",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "TEXT", nullable: false),
                    Use = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    StateSealed = table.Column<byte[]>(type: "BLOB", nullable: false),
                    At = table.Column<string>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PasskeyChallenges", x => x.Hash);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserPasskeys_Id",
                table: "AspNetUserPasskeys",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PasskeyChallenges_At",
                table: "PasskeyChallenges",
                column: "At");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PasskeyChallenges");

            migrationBuilder.DropIndex(
                name: "IX_AspNetUserPasskeys_Id",
                table: "AspNetUserPasskeys");

            migrationBuilder.DropColumn(
                name: "AddedAt",
                table: "AspNetUserPasskeys");

            migrationBuilder.DropColumn(
                name: "Id",
                table: "AspNetUserPasskeys");

            migrationBuilder.DropColumn(
                name: "LastUsedAt",
                table: "AspNetUserPasskeys");

            migrationBuilder.DropColumn(
                name: "Name",
                table: "AspNetUserPasskeys");
        }
    }
}
